import { agentsLane } from '../agents/agents.handlers.ts';
import { callsLane } from '../calls/calls.handlers.ts';
import { customersLane } from '../customers/customers.handlers.ts';
import type { LaneFeature } from '../feature.ts';
import { importingLane } from '../importing/importing.handlers.ts';
import { settingsLane } from '../settings/settings.handlers.ts';

/** Every feature with handlers in a lane. Each is prepared in all three, and gives what it can do there. */
export const laneFeatures: readonly LaneFeature[] = [
  agentsLane,
  callsLane,
  customersLane,
  importingLane,
  settingsLane,
];
