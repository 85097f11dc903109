"""What the service costs: durable turns a second, latency and memory, on both stores."""
