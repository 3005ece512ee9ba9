### Settings.

settings-title = Settings
