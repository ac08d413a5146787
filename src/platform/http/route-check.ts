import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { getMetadataStorage } from 'class-validator';
import { PERMISSION, PUBLIC } from './caller';

export interface Route {
  method: string;
  path: string;
  /** null = open to the world. */
  permission: string | null;
  handler: string;
}

type Handler = (...args: unknown[]) => unknown;

const PRIMITIVES = new Set<unknown>([String, Number, Boolean, Object, Array, undefined]);
// Nest's marks of @Body, @Query and @Param in the metadata of a handler's arguments
const INPUTS: Readonly<Record<string, string>> = { '3': 'body', '4': 'query', '5': 'params' };

/** All routes with their permission. Throws where a route has none, or where an input would be let in unread. */
export function checkedRoutes(discovery: DiscoveryService, scanner: MetadataScanner, reflector: Reflector): Route[] {
  const routes: Route[] = [];
  const faults: string[] = [];
  for (const wrapper of discovery.getControllers()) {
    const controller = wrapper.metatype;
    const prototype = (wrapper.instance as object | null) && (Object.getPrototypeOf(wrapper.instance) as object);
    if (!controller || !prototype) continue;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = (prototype as Record<string, Handler>)[name];
      const method = handler && (reflector.get<RequestMethod | undefined>(METHOD_METADATA, handler) ?? null);
      if (!handler || method === null || method === undefined) continue;
      const where = `${controller.name}.${name}`;
      const open = reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [handler, controller as Handler]);
      const permission = reflector.getAllAndOverride<string | undefined>(PERMISSION, [handler, controller as Handler]);
      if (!open && !permission) faults.push(`${where} has neither @Can() nor @Public().`);
      faults.push(...unreadInputs(controller as Handler, prototype, name, where));
      for (const path of pathsOf(reflector, controller as Handler, handler)) {
        routes.push({ method: RequestMethod[method], path, permission: open ? null : (permission ?? null), handler: where });
      }
    }
  }
  if (faults.length > 0) throw new Error(`The program does not start:\n${faults.join('\n')}`);
  return routes;
}

function pathsOf(reflector: Reflector, controller: Handler, handler: Handler): string[] {
  const list = (of: Handler) => [reflector.get<string | string[] | undefined>(PATH_METADATA, of) ?? ''].flat();
  return list(controller).flatMap((base) => list(handler).map((tail) => `/${base}/${tail}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')));
}

function unreadInputs(controller: Handler, prototype: object, name: string, where: string): string[] {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { index: number; data?: unknown }>;
  const types = (Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as unknown[];
  return Object.entries(args).flatMap(([mark, { index, data }]) => {
    const input = INPUTS[mark.split(':')[0] ?? ''];
    if (!input) return [];
    const type = types[index];
    if (data !== undefined || PRIMITIVES.has(type)) return [`${where}: its ${input} has no checked type.`];
    const checked = getMetadataStorage().getTargetValidationMetadatas(type as Handler, '', false, false).length > 0;
    return checked ? [] : [`${where}: ${(type as Handler).name} carries no validation.`];
  });
}
