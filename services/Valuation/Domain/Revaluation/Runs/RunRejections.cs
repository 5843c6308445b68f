using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record RunUnknown() : Rejection("revaluation-run.unknown", RejectionKind.NotFound, new(
    "There is no such run in this consortium.", "该联合体中没有此批量重评。"));

public sealed record RunExists(string Reference) : Rejection("revaluation-run.exists", RejectionKind.Conflict, new(
    $"The run {Reference} was previewed with other results; a new preview takes a new reference.", $"批量重评 {Reference} 已预览且结果不同；重新预览须使用新编号。"));

public sealed record RunEmpty() : Rejection("revaluation-run.nothing-matches", RejectionKind.Invalid, new(
    "No contribution with a standing value matches.", "没有符合条件且已有认定价值的投入。"));

public sealed record RunTooLarge(int Limit) : Rejection("revaluation-run.too-large", RejectionKind.Invalid, new(
    $"More than {Limit} contributions match; narrow the filter.", $"符合条件的投入超过 {Limit} 项，请缩小范围。"));

public sealed record RunRefusesAll() : Rejection("revaluation-run.all-refused", RejectionKind.Conflict, new(
    "Every line of the preview is refused; there is nothing to confirm.", "预览中每一项均被拒绝，无可确认。"));

public sealed record RunMakerConfirms() : Rejection("revaluation-run.maker-confirms", RejectionKind.Forbidden, new(
    "Whoever ordered the run cannot confirm it: a second person must.", "发起批量重评的人不得自行确认，须由另一人复核。"));

public sealed record PreviewOther() : Rejection("revaluation-run.preview-changed", RejectionKind.Conflict, new(
    "The hash is not that of this run's preview: read it before confirming.", "所确认的哈希与该预览不符，请先阅读。"));

public sealed record PreviewStale() : Rejection("revaluation-run.preview-stale", RejectionKind.Conflict, new(
    "Contributions, values or agreements changed since the preview; order the run anew.", "预览之后投入、价值或协议已有变化，请重新发起。"));

public sealed record RunNotOpen(RunStage Stage) : Rejection("revaluation-run.not-open", RejectionKind.Conflict, new(
    $"The run is {KebabCase.Name(Stage)}.", $"该批量重评的状态为 {KebabCase.Name(Stage)}。"));
