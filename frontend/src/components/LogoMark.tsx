/** Dots that become a mask: scattered clicks on the left flow into one filled shape on the right. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Stipple" focusable="false">
      <path d="M16 2.5c7.6 0 13.5 5.6 13.5 13.2S23.8 29.5 16 29.5z" fill="var(--mantine-color-teal-7)" />
      <g fill="var(--mantine-color-teal-6)">
        <circle cx="12.6" cy="5.6" r="2.3" />
        <circle cx="12.6" cy="12.4" r="2.3" />
        <circle cx="12.6" cy="19.4" r="2.3" />
        <circle cx="12.6" cy="26.2" r="2.3" />
        <circle cx="6.9" cy="9" r="1.8" />
        <circle cx="6.9" cy="16" r="1.8" />
        <circle cx="6.9" cy="23" r="1.8" />
        <circle cx="2.6" cy="12.9" r="1.2" />
        <circle cx="2.6" cy="19.2" r="1.2" />
      </g>
    </svg>
  );
}
