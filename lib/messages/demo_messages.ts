import type { Priority } from "../shared/priorities.ts";

/** A message of the demo, between people named by the first part of their address. */
export interface DemoMessage {
  from: string;
  to: string[];
  /** Who has read it. */
  readBy?: string[];
  minutesAgo: number;
  priority?: Priority;
  subject: string;
  body: string;
}

const HOURS = 60;
const DAYS = 24 * HOURS;

/** Acme Shipping, a week in the port office. */
export const ACME: DemoMessage[] = [
  {
    from: "ada",
    to: ["ben", "chi", "dora"],
    readBy: ["ben", "chi"],
    minutesAgo: 6 * DAYS,
    subject: "New berth plan from Monday",
    body: `Hello everybody,

from Monday we berth by tide rather than by time of arrival. The pilots asked for it last spring, the port authority agreed on Friday, and I think it will spare all of us a good deal of waiting. Here is what changes.

1. Berths 1 to 3 take the deep-draught vessels, and only in the two hours around high water. Nobody is moved once moored; if a ship misses her tide, she waits in the roads for the next one.

2. Berths 4 and 5 stay as they are: first come, first served, feeders before bulk.

3. Berth 6 is closed for dredging until the end of the month. The survey boat may need it at short notice, so please keep the quay clear even where it looks deserted.

4. Requests for a berth go to Ben, no later than noon of the day before. He answers by four o'clock. What comes in later is not lost, but it goes to the end of the line.

5. The night shift no longer calls me for changes of berth. Whoever is on duty decides, writes it into the log and tells the agent. I will back any decision that was made by the plan, even if it turns out to be the wrong one.

I know that the first week will be bumpy. Write to me whenever the plan and the water disagree, with the name of the ship and the time; I will collect it all and we will go through it together on Friday at ten, with coffee.

Thank you for your patience, and thank you, Chi, for the tide tables.

Ada`,
  },
  {
    from: "ben",
    to: ["ada"],
    readBy: ["ada"],
    minutesAgo: 6 * DAYS - 3 * HOURS,
    subject: "Re: New berth plan from Monday",
    body:
      "Fine by me. One question about point 4: the Rotterdam agent never knows before two in the afternoon what she brings. May I keep a place for her until three, for the first month?\n\nBen",
  },
  {
    from: "chi",
    to: ["ada", "ben"],
    readBy: ["ada"],
    minutesAgo: 4 * DAYS + 2 * HOURS,
    subject: "Lịch tàu từ Hải Phòng tuần tới",
    body: `Chào chị Ada, chào anh Ben,

Hãng tàu vừa gửi lịch cho tuần tới. Có hai thay đổi:

– Tàu «Sao Mai» đến sớm hơn một ngày, vào sáng thứ Ba, với 42 công-te-nơ, trong đó có 6 công-te-nơ lạnh.
– Tàu «Biển Đông 7» hoãn sang thứ Sáu vì bão.

Anh Ben giữ giúp em bến số 5 cho sáng thứ Ba nhé. Em đã báo với kho lạnh rồi.

Cảm ơn anh chị,
Linh Chi`,
  },
  {
    from: "dora",
    to: ["ada"],
    readBy: ["ada"],
    minutesAgo: 3 * DAYS + 5 * HOURS,
    subject: "تأكيد موعد تفتيش المستودع",
    body: `صباح الخير يا آدا،

أكدت الجمارك موعد تفتيش المستودع رقم 3 يوم الأربعاء القادم في الساعة التاسعة صباحًا. سيحضر مفتشان، ويحتاجان إلى قائمة البضائع وشهادات المنشأ.

جهزت القائمة، وتنقصني شهادتان فقط. سأرسلها إليك غدًا لتوقيعها.

مع أطيب التحيات،
دورا`,
  },
  {
    from: "ada",
    to: ["chi"],
    readBy: ["chi"],
    minutesAgo: 2 * DAYS + 4 * HOURS,
    subject: "Something to read before the customs course",
    body: `Dear Chi,

you asked what to read before Thursday. These three will do:

https://en.wikipedia.org/wiki/Bill_of_lading
https://en.wikipedia.org/wiki/Incoterms
https://en.wikipedia.org/wiki/Harmonized_System

The first is the one that matters; skim the rest. And this is where the course is, second floor, the door beside the bakery: https://www.openstreetmap.org/#map=17/53.54530/9.96640

Enjoy it,
Ada`,
  },
  {
    from: "ben",
    to: ["dora"],
    readBy: ["dora"],
    minutesAgo: 1 * DAYS + 20 * HOURS,
    priority: "low",
    subject: "Lunch on Thursday?",
    body:
      "There is a new place behind the fish market, and I am told they make kibbeh. You have to come and judge. Half past twelve?",
  },
  {
    from: "dora",
    to: ["ben"],
    minutesAgo: 1 * DAYS + 18 * HOURS,
    priority: "low",
    subject: "Re: Lunch on Thursday?",
    body: "I shall be merciless. Half past twelve. 🙂",
  },
  {
    from: "ben",
    to: ["ada", "chi", "dora"],
    readBy: ["dora"],
    minutesAgo: 9 * HOURS,
    priority: "urgent",
    subject: "Crane 2 is out of service",
    body:
      `The brake of crane 2 slipped this morning. Nobody was hurt and nothing fell, but I have locked it out, and it stays locked until the inspector has seen it.

Until then everything above 20 tonnes goes over berth 1. Please do not promise anybody a slot at berth 2 today, whatever they offer you.

Ben`,
  },
  {
    from: "chi",
    to: ["ada"],
    minutesAgo: 5 * HOURS,
    priority: "high",
    subject: "Customs papers for the six reefers",
    body:
      `The declaration for the six refrigerated containers has to be in by four o'clock, and the system wants your signature, not mine. Everything is filled in; you only have to check lines 12 to 17 and sign.

If it is too late for today, please tell me before three, so that the cold store can keep a place overnight.

Linh Chi`,
  },
  {
    from: "dora",
    to: ["ada", "ben"],
    minutesAgo: 50,
    subject: "What we agreed on this morning",
    body: `In short:

– The inspector comes for crane 2 tomorrow at eight. Ben meets him at the gate.
– Overtime for today's night shift is approved.
– I write to the agents about berth 1, Ada signs.
– Nobody touches the coffee machine until the technician has been here.

Tell me if I got anything wrong; otherwise it goes into the log tonight.

Dora`,
  },
  {
    from: "ada",
    to: ["ben"],
    minutesAgo: 25,
    subject: "Can you take the late shift on Friday?",
    body:
      "I know that it is your weekend. My daughter plays her first concert at seven, and I would rather not hear about it from the log. I will take any two of yours in return.\n\nAda",
  },
];

/** Globex Trading, a few days of buying, selling and counting. */
export const GLOBEX: DemoMessage[] = [
  {
    from: "ada",
    to: ["ben", "chi", "dora"],
    readBy: ["ben", "chi", "dora"],
    minutesAgo: 5 * DAYS + 6 * HOURS,
    subject: "Welcome to the spring season",
    body: `Good morning all,

the order books open today. We start with a full warehouse and two new customers, which is more than we could say a year ago.

Please write every promise of a delivery date into the calendar before you make it, not after. Dora has shown us in numbers what happens otherwise.

Ada`,
  },
  {
    from: "ben",
    to: ["ada", "dora"],
    readBy: ["ada"],
    minutesAgo: 4 * DAYS,
    subject: "Offer from the tea cooperative",
    body:
      `They offer 4 tonnes of the first flush at last year's price, if we take all of it and pay half in advance. The samples are on my desk, and they are very good.

I would take it. Dora, can we spare the advance before the end of the month?

Ben`,
  },
  {
    from: "dora",
    to: ["ben", "ada"],
    readBy: ["ben"],
    minutesAgo: 4 * DAYS - 2 * HOURS,
    subject: "Re: Offer from the tea cooperative",
    body:
      "We can, if the spice invoice is paid by Friday. I have called them twice, and they promised. Sign on Monday, not before.\n\nDora",
  },
  {
    from: "chi",
    to: ["ada"],
    readBy: ["ada"],
    minutesAgo: 2 * DAYS + 7 * HOURS,
    subject: "Kết quả kiểm tra mẫu cà phê",
    body: `Chào chị Ada,

Phòng thí nghiệm đã gửi kết quả. Cả ba mẫu cà phê Đà Lạt đều đạt: độ ẩm 11,2 %, không có dư lượng thuốc. Mẫu số 2 thơm nhất; em đề nghị mình đặt 10 bao để rang thử.

Báo cáo đầy đủ em để trong tủ hồ sơ, ngăn trên cùng.

Mai Chi`,
  },
  {
    from: "ada",
    to: ["ben"],
    readBy: ["ben"],
    minutesAgo: 1 * DAYS + 23 * HOURS,
    subject: "Two links about the new packaging rules",
    body:
      `The rules that everybody talks about, and a summary for those of us who have a company to run:

https://en.wikipedia.org/wiki/Packaging_waste
https://en.wikipedia.org/wiki/Extended_producer_responsibility

What I need from you is one number: how many of our boxes hold more air than goods?

Ada`,
  },
  {
    from: "dora",
    to: ["ada"],
    readBy: ["ada"],
    minutesAgo: 1 * DAYS + 3 * HOURS,
    subject: "ملخص اجتماع الموردين",
    body: `مساء الخير،

انتهى اجتماع الموردين قبل ساعة. اتفقنا على ثلاث نقاط: تثبيت أسعار الزعفران حتى نهاية العام، وشحنة واحدة كل شهر بدل شحنتين، والدفع بعد ثلاثين يومًا من الاستلام.

يرسلون العقد غدًا، وأترجمه لك قبل نهاية الأسبوع.

دورا`,
  },
  {
    from: "ben",
    to: ["ada", "chi", "dora"],
    minutesAgo: 7 * HOURS,
    priority: "urgent",
    subject: "Recall: cinnamon, lot 0417",
    body:
      `The laboratory found too much lead in lot 0417. We sold 38 boxes of it, to five customers; the list is below.

Please stop whatever you are doing and call yours now. Do not write, call. Say that we take everything back and pay for it.

– Ada: Maison Lebrun, Teehaus am Markt
– Chi: Café Sông Hồng
– Dora: Piekarnia Pod Lipą, Al-Noor

Tell me as soon as each of them has heard it from you.

Ben`,
  },
  {
    from: "chi",
    to: ["ben", "ada"],
    readBy: ["ada"],
    minutesAgo: 6 * HOURS + 20,
    priority: "high",
    subject: "Re: Recall: cinnamon, lot 0417",
    body:
      "Café Sông Hồng knows. They had opened one box and sold nothing of it; I pick up all eight tomorrow morning.\n\nMai Chi",
  },
  {
    from: "ada",
    to: ["dora"],
    minutesAgo: 40,
    subject: "Thank you",
    body:
      "Five customers told within the hour, and two of them thanked us. That was your list. Go home on time today, please.\n\nAda",
  },
];
