"""The environment in; the settings that everything is built from out. Nothing else reads the environment."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_STORE = "rapport.db"
DEFAULT_PORT = 8000


class LogLevel(StrEnum):
    """What is logged: this and what is graver."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """How a log line looks."""

    TEXT = "text"
    JSON = "json"


class Settings(BaseSettings):
    """Every setting, read from RAPPORT_<NAME>; an empty variable counts as not set."""

    model_config = SettingsConfigDict(
        env_prefix="RAPPORT_", env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    store: str = Field(
        default=DEFAULT_STORE,
        description="Where the graph is: a path, sqlite:PATH, neo4j://HOST or bolt://HOST.",
    )
    neo4j_user: str = Field(default="neo4j", description="User of the Neo4j server.")
    neo4j_password: SecretStr | None = Field(default=None, description="Password of that user.")
    host: str = Field(
        default="127.0.0.1", description="Address to listen on. Others than loopback need a token."
    )
    port: int = Field(
        default=DEFAULT_PORT, ge=0, le=65535, description="Port to listen on; 0 takes a free one."
    )
    token: SecretStr | None = Field(
        default=None, min_length=16, description="What requests must carry as `Authorization: Bearer`."
    )
    catalogue: Path | None = Field(
        default=None,
        description="The YAML file that names brands and topics; else the store's own catalogue is used.",
    )
    components: dict[str, str] = Field(
        default_factory=dict,
        description='Parts of the language layer to replace, as JSON: {"sentiment": "my_module:my_factory"}.',
    )
    model: Path | None = Field(
        default=None, description="Folder of a language model of your own instead of the one that is shipped."
    )
    cache: str | None = Field(
        default=None,
        description="Folder to save the projection in; off for none. Else beside a store that is a file.",
    )
    log_level: LogLevel = Field(default=LogLevel.INFO, description="debug, info, warning or error.")
    log_format: LogFormat = Field(default=LogFormat.TEXT, description="text, or json: one object a line.")
