### Settings.

settings-title = Ajustes
