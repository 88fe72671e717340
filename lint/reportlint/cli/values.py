"""Values of options without pydantic: newer typers import it for converting, which takes longer than a check."""

from __future__ import annotations

from typing import Any, NamedTuple


class Plain(NamedTuple):
    """Converts what is given for one parameter; takes the place of typer's own converter.

    Words and lists of words need no converting, a parser of ours does the rest; `other` makes
    typer's converter, for the completion options of typer itself.
    """

    parser: Any
    words: bool
    other: Any

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value for the command's function; None, or an empty tuple, where nothing is given."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if self.parser is not None:
            return self._parsed(value, param, ctx)
        return value if self.words else self.other().coerce(value, param=param, ctx=ctx)

    def _parsed(self, value: Any, param: Any, ctx: Any) -> Any:
        from reportlint.cli.options import BadValue

        try:
            return self.parser(value)
        except BadValue as error:
            error.param, error.ctx = param, ctx
            raise


class PlainValues:
    """For a command: its parameters get plain converters, typer's own --help among them.

    Typers that convert without pydantic have no `get_runtime_param` and are left as they are.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters as typer knows them, with their converters replaced."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            other = getattr(parameter, "get_runtime_param", None)
            if other is not None and "get_runtime_param" not in vars(parameter):
                described = parameter.type_descriptor
                words = described.annotation in (str, list[str])
                plain = Plain(described.parameter_info.parser, words, other)
                parameter.get_runtime_param = lambda plain=plain: plain
        return parameters
