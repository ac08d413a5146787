import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What the desk measures of itself, for Prometheus. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'amends_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  readonly jobSeconds = new Histogram({
    name: 'amends_job_seconds',
    help: 'Time of one run of due work',
    labelNames: ['work'] as const,
    buckets: [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 20],
    registers: [this.registry],
  });

  readonly jobFailures = new Counter({
    name: 'amends_job_failures_total',
    help: 'Runs of due work that threw',
    labelNames: ['work'] as const,
    registers: [this.registry],
  });

  readonly outboxSeconds = new Histogram({
    name: 'amends_outbox_wait_seconds',
    help: 'Time from the moment a message could leave until it left',
    labelNames: ['channel'] as const,
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30, 120],
    registers: [this.registry],
  });

  readonly clockLatenessSeconds = new Histogram({
    name: 'amends_clock_lateness_seconds',
    help: 'Time from the due instant of a clock point until it fired',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30],
    registers: [this.registry],
  });

  readonly clockDriftSeconds = new Gauge({
    name: 'amends_clock_drift_seconds',
    help: 'How far the clock of this machine is ahead of the database',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
