"""The Qt window: presenters, jobs, models, views and widgets."""
