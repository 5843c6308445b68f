using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record ConsortiumExists() : Rejection("consortium.exists", RejectionKind.Conflict, new(
    "The consortium is founded already.", "联合体已经成立。"));

public sealed record ConsortiumNotFounded() : Rejection("consortium.not-founded", RejectionKind.Conflict, new(
    "The consortium is not founded yet.", "联合体尚未成立。"));

public sealed record FoundersMissing() : Rejection("consortium.founders", RejectionKind.Invalid, new(
    $"A consortium is founded by 1 to {AgreementLimits.Parties} parties.", $"联合体由 1 至 {AgreementLimits.Parties} 个成员发起。"));

public sealed record RegisterFull(int Limit) : Rejection("consortium.register-full", RejectionKind.Conflict, new(
    $"The register takes at most {Limit} entries of this kind.", $"登记簿此类条目最多 {Limit} 条。"));

public sealed record PartyIdMalformed() : Rejection("party.id-malformed", RejectionKind.Invalid, new(
    "An id has 1 to 64 letters, digits and hyphens and starts with a letter or digit.", "标识为 1 至 64 个字母、数字或连字符,以字母或数字开头。"));

public sealed record PartyExists(string Party) : Rejection("party.exists", RejectionKind.Conflict, new(
    $"The id {Party} is taken.", $"标识 {Party} 已被使用。"));

public sealed record SameLegalEntity(string Party) : Rejection("party.same-entity", RejectionKind.Conflict, new(
    $"{Party} carries the same legal identifier.", $"{Party} 已登记相同的法定代码。"));

public sealed record PartyNotMember(string Party) : Rejection("party.not-member", RejectionKind.NotFound, new(
    "There is no such member of the consortium on that day.", "该日联合体中没有此成员。"));

public sealed record BeforeFounding(DateOnly FoundedOn) : Rejection("consortium.before-founding", RejectionKind.Invalid, new(
    $"The consortium was founded on {FoundedOn:yyyy-MM-dd}.", $"联合体成立于 {FoundedOn:yyyy-MM-dd}。"));

public sealed record DaysNotOrdered(DateOnly From, DateOnly To) : Rejection("days.not-ordered", RejectionKind.Invalid, new(
    $"{To:yyyy-MM-dd} lies before {From:yyyy-MM-dd}.", $"{To:yyyy-MM-dd} 早于 {From:yyyy-MM-dd}。"));

public sealed record AlreadyLeaving(string Party, DateOnly LastDay) : Rejection("party.leaving", RejectionKind.Conflict, new(
    $"{Party} has given notice already; its last day is {LastDay:yyyy-MM-dd}.", $"{Party} 已提出退出,最后一日为 {LastDay:yyyy-MM-dd}。"));

public sealed record CureDaysOutOfRange(int? Days) : Rejection("default.cure-days", RejectionKind.Invalid, new(
    $"Give 0 to {AgreementLimits.CureDays} days to cure{(Days is { } given ? $", not {given}" : "")}.",
    $"补救期为 0 至 {AgreementLimits.CureDays} 天{(Days is { } named ? $"，不能是 {named} 天" : "，须填写")}。"));

public sealed record DefaultUnknown(string Party, int No) : Rejection("default.unknown", RejectionKind.NotFound, new(
    "There is no such default.", "没有此违约记录。"));

public sealed record DefaultClosed() : Rejection("default.closed", RejectionKind.Conflict, new(
    "This default is cured or remedied already.", "该违约已补救或已处置。"));

public sealed record OwnDefault() : Rejection("default.own", RejectionKind.Forbidden, new(
    "Nobody decides on the default of his own organisation.", "任何人不得就本单位的违约作出认定。"));

public sealed record CureTooLate(DateOnly CureBy) : Rejection("default.cure-too-late", RejectionKind.Conflict, new(
    $"The default could be cured until {CureBy:yyyy-MM-dd}.", $"补救期已于 {CureBy:yyyy-MM-dd} 届满。"));

public sealed record CurePeriodRuns(DateOnly CureBy) : Rejection("default.cure-period-runs", RejectionKind.Conflict, new(
    $"The party can cure until {CureBy:yyyy-MM-dd}; a remedy comes after.", $"该成员可在 {CureBy:yyyy-MM-dd} 前补救,处置措施须在此后作出。"));

public sealed record ControlsItself() : Rejection("control.itself", RejectionKind.Invalid, new(
    "Nobody controls itself.", "任何主体不能控制自己。"));

public sealed record ControlKnown() : Rejection("control.known", RejectionKind.Conflict, new(
    "This control is declared for these days already.", "该控制关系在此期间已登记。"));

public sealed record ControlUnknown() : Rejection("control.unknown", RejectionKind.NotFound, new(
    "There is no such open control.", "没有此项存续中的控制关系。"));

public sealed record PersonMalformed() : Rejection("person.malformed", RejectionKind.Invalid, new(
    "A person is named by the id of the sign-in, 1 to 200 characters.", "人员以登录标识表示,1 至 200 个字符。"));

public sealed record AppointmentKnown() : Rejection("person.already-appointed", RejectionKind.Conflict, new(
    "The person holds this role for these days already.", "该人员在此期间已担任此职责。"));

public sealed record AppointmentUnknown() : Rejection("person.not-appointed", RejectionKind.NotFound, new(
    "The person holds no such role.", "该人员没有担任此职责。"));

public sealed record NameMalformed() : Rejection("name.malformed", RejectionKind.Invalid, new(
    $"A name has 1 to {RuleLimits.Text} characters in English and in Chinese.", $"名称的中英文均为 1 至 {RuleLimits.Text} 个字符。"));
