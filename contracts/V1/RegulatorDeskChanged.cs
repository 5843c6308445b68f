namespace Ledger.Contracts.V1;

/// <summary>
/// Audit keeps who may read this consortium's records as a regulator; whatever changes it is told to every service that answers
/// regulators.
/// </summary>
/// <param name="Stream">Stream of the grant, or of the rules of the desk.</param>
/// <param name="Change"><c>grant-proposed</c>, <c>grant-issued</c>, <c>grant-ended</c> (turned down, revoked or given back), <c>rules-proposed</c>, <c>rules-confirmed</c>.</param>
/// <param name="ProposalHash">Hash of the proposal that was made, issued or confirmed; absent when a grant ended.</param>
/// <param name="Grant">What a grant lets somebody do, when it is proposed.</param>
/// <param name="Standing">Organisations whose regulators need no grant, when rules are proposed.</param>
[IntegrationEvent("audit.regulator-desk-changed", 1)]
public sealed record RegulatorDeskChanged(
    Guid Stream, string Change, string? ProposalHash = null, DeskGrant? Grant = null, IReadOnlyList<string>? Standing = null);

/// <summary>What a grant lets somebody do.</summary>
/// <param name="Case">Case for which it is read.</param>
/// <param name="Reader">Organisation that reads.</param>
/// <param name="Persons">Its persons who may; empty for all of them.</param>
/// <param name="Whole">Whether nothing of the consortium is left out.</param>
/// <param name="Until">From this moment on nothing may be read.</param>
public sealed record DeskGrant(string Case, string Reader, IReadOnlyList<string> Persons, bool Whole, DateTimeOffset Until);
