import type { CatalogueEntry } from '../catalogue/gesture-catalogue.service';
import type { Gesture } from './gesture.entity';
import type { LockedTicket, OneUpScene } from './one-up-facts.service';

/** A gesture and its ticket, both under their locks. */
export interface Handled {
  t: LockedTicket;
  gesture: Gesture;
  /** The terms it was taken under. */
  entry: CatalogueEntry;
  scene: OneUpScene;
}
