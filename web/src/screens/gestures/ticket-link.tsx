import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** `R-1001`, which leads to the ticket. */
export function TicketLink({ number }: { number: number }) {
  const label = `R-${String(number)}`;
  return (
    <Anchor
      className="ref"
      fw={600}
      c="inherit"
      underline="always"
      renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: label }} {...props} />}
    >
      {label}
    </Anchor>
  );
}
