import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CoreEvent } from '#shared/contract/contract.ts';
import type { CallState, CallStore } from '../features/call/call-store.ts';
import type { AppState, AppStore } from './app-store.ts';

/** What every screen stands on. Made once in main.tsx; tests and the gallery make their own. */
export type Services = {
  readonly app: AppStore;
  readonly calls: CallStore;
  readonly now: () => number;
  /** Hears every event in order, after the stores have taken it. */
  readonly onEvent: (listener: (event: CoreEvent) => void) => () => void;
};

const ServicesContext = createContext<Services | null>(null);

export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) throw new Error('A screen stands outside ServicesProvider');
  return services;
}

export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useServices().app, select);
}

export function useCalls<T>(select: (state: CallState) => T): T {
  return useStore(useServices().calls, select);
}
