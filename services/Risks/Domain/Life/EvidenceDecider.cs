using System.Buffers;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Documents of an event, and what the agreement still asks for: an answer, not a fact.</summary>
public static class EvidenceDecider
{
    private const int HashDigits = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static Decision Decide(RiskEvent state, AttachEvidence command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (command.Agreement is not { } agreement) return new RiskAgreementNotActive(reported.Report.AgreementId, reported.Report.OccurredOn);
        if (agreement.Party(command.By.Organisation) is null) return new ReporterNotParty(command.By.Organisation);
        if (state.Evidence.Any(standing => standing.Document == command.Document)) return Decision.Nothing;
        if (state.Stage is RiskStage.Withdrawn or RiskStage.Closed) return new EventNotOpen(state.Stage);
        var said = command.Document;
        if (TextRules.Broken("title", said.Title) is { } title) return title;
        if (IsHash(said.Sha256) is false) return new EvidenceHashMalformed { Field = "sha256" };
        var known = agreement.Category(reported.Report.Category)!.Required.Select(item => item.Id).ToList();
        if (said.Item is { } named && !known.Contains(named)) return new EvidenceItemUnknown(named, known) { Field = "item" };
        return state.Evidence.Count >= RiskLimits.Evidence
            ? Problems.TooMany("item", RiskLimits.Evidence)
            : Decision.Accept(new RiskEvidenceAttached(
                said, reported.Report.Reference, reported.Report.AgreementId, reported.Report.OccurredOn, command.By, command.At));
    }

    /// <summary>Evidence that the agreement asks for and nobody brought.</summary>
    public static IReadOnlyList<RequiredEvidence> Missing(RiskEvent state, AgreementDocument agreement)
    {
        if (state.Reported is not { } reported) return [];
        var brought = state.Evidence.Select(standing => standing.Document.Item).ToHashSet(StringComparer.Ordinal);
        return [.. agreement.Category(reported.Report.Category)!.Required.Where(item => !brought.Contains(item.Id))];
    }

    internal static bool IsHash(string text) => text.Length == HashDigits && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
