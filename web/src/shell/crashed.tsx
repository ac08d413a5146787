import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Failed } from '../ui/states';

/** A screen that fell over; what was typed is kept, and the rest of the console stands. */
export function Crashed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Failed
      error={error}
      again={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
