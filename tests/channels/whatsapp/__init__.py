"""WhatsApp: what comes in, what goes out, and when it may."""
