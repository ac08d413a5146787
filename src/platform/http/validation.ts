import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Invalid } from '../errors';

interface Fault {
  field: string;
  why: string;
}

function faults(errors: readonly ValidationError[], path = ''): Fault[] {
  return errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, why]) => ({
      field,
      why: rule === 'whitelistValidation' ? `${field} is not a field of this request.` : why.replace(error.property, field),
    }));
    return [...own, ...faults(error.children ?? [], field)];
  });
}

/** Unknown fields are refused, wrong ones are named in a sentence each. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => {
      const found = faults(errors);
      return new Invalid(
        found
          .map((fault) => fault.why)
          .slice(0, 5)
          .join(' ') || 'The request is not right.',
        { errors: found.slice(0, 50) },
      );
    },
  });
}
