using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record IncentiveParametersMissing() : Rejection("incentive.parameters-missing", RejectionKind.Invalid, new(
    "Name a region profile with its version, or state the parameters with their legal source.", "请指明地区政策参数及其版本，或填写参数并注明法律依据。"));

public sealed record IncentiveProfileUnknown(string Named) : Rejection("incentive.profile-unknown", RejectionKind.NotFound, new(
    $"No region profile '{Named}' is adopted here.", $"此处未采用地区政策参数“{Named}”。"));

public sealed record IncentiveProfileNotInForce(string Named, int Year) : Rejection("incentive.profile-not-in-force", RejectionKind.Conflict, new(
    $"Region profile {Named} rules on no day of {Year}.", $"地区政策参数 {Named} 在 {Year} 年度内无一日有效。"));

public sealed record IncentiveProfileLacks(string Named, string Key) : Rejection("incentive.profile-lacks", RejectionKind.Conflict, new(
    $"Region profile {Named} says nothing of '{Key}', without which no credit is computed under it.", $"地区政策参数 {Named} 未规定“{Key}”，无法据以计算抵免额。"));

public sealed record IncentiveProfileContradicted(string Key, string Stated, string Profile) : Rejection("incentive.profile-contradicted", RejectionKind.Conflict, new(
    $"'{Key}' is stated as {Stated}; the region profile says {Profile}.", $"“{Key}”填报为 {Stated}，而地区政策参数规定为 {Profile}。"));

public sealed record IncentiveCarryLimited(string Named, int Years) : Rejection("incentive.carry-limited", RejectionKind.Conflict, new(
    $"Region profile {Named} lets unused credit lapse after {Years} years; the published method carries it without end.",
    $"地区政策参数 {Named} 规定未抵免额 {Years} 年后失效；现行公开方法为不限期结转。"));

public sealed record IncentiveGroupNotAllowed(string Member) : Rejection("incentive.group-not-allowed", RejectionKind.Conflict, new(
    $"Under the year's region profile nobody but the enterprise itself is credited; '{Member}' is another.", $"本年度地区政策参数只允许企业本身抵免；“{Member}”为其他企业。"));

public sealed record IncentiveNoClawback() : Rejection("incentive.no-clawback", RejectionKind.Conflict, new(
    "Under the year's region profile a transfer of shares or a withdrawal takes nothing back.", "按本年度地区政策参数，转让股权或撤资不予追回。"));
