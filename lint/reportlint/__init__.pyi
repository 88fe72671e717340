from reportlint.app.api import Settings as Settings
from reportlint.app.api import check_bytes as check_bytes
from reportlint.app.api import check_file as check_file
from reportlint.app.api import check_paths as check_paths
from reportlint.app.api import parse_file as parse_file
from reportlint.engine.kind import Finding as Finding
from reportlint.engine.kind import Kind as Kind
from reportlint.engine.rules import RuleError as RuleError
from reportlint.model.diagnostic import Diagnostic as Diagnostic
from reportlint.model.diagnostic import Result as Result
from reportlint.model.report import Report as Report
from reportlint.readers.failure import ReadFailure as ReadFailure

__version__: str
