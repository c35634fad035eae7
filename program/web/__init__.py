"""Plain HTTP around the app: sign-in, sessions, headers, health, help."""
