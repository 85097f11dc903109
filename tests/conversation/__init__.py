"""The language of dialogues: examples, and promises held over random dialogues and inputs."""
