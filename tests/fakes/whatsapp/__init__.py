"""The WhatsApp Cloud API as a server over HTTP, and people who write from it.

It refuses what Meta refuses and some of what Meta lets pass, sends webhooks as Meta sends them, and misbehaves when
asked to. Shapes and limits follow Meta's reference pages as of late 2026.
"""
