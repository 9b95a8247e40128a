"""Ready questions that take long: asked in, run by the server one after another, their progress and answers out."""

from api.jobs.job import Job
from api.jobs.jobs import Jobs

__all__ = ["Job", "Jobs"]
