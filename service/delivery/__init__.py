"""Changes on their way to subscribers: endpoints, messages, attempts, as Standard Webhooks says."""
