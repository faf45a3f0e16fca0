/** The harbour at first light: the sun on the water between two moles. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 28 28" aria-hidden="true">
      <rect class="mark-ground" width="28" height="28" rx="7" />
      <path class="mark-sun" d="M8.5 16a5.5 5.5 0 0 1 11 0Z" />
      <path
        class="mark-water"
        d="M5 16h18M7.75 19.75h12.5M11 23.25h6"
      />
    </svg>
  );
}
