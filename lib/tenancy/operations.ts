import { json, type Operations, problems } from "../http/openapi.ts";
import { PeoplePage, PeopleQuery } from "./contract.ts";

export const tenancyOperations: Operations = {
  "/api/people": {
    get: {
      operationId: "listPeople",
      summary: "The active people of one's own tenant",
      tags: ["people"],
      requestParams: { query: PeopleQuery },
      responses: {
        200: json(PeoplePage, "A page"),
        ...problems(401, 422, 503),
      },
    },
  },
};
