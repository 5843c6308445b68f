using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Catalogue, evidence and vetoes of the workbook.</summary>
public static class IndicatorDecider
{
    public static Decision Decide(IndicatorWorkbook state, EnterIndicatorCatalogue command)
    {
        if (command.Catalogue.Indicators.Count == 0) return Problems.Empty("catalogue.indicators");
        if (state.Catalogue is not null && Reasons.Check(command.Reason ?? "") is { } blank) return blank;
        if (command.Reason is not null && Reasons.Check(command.Reason) is { } tooLong) return tooLong;
        // What evidence was linked to must still say the same.
        var used = state.Links.Select(link => link.Indicator).Concat(state.Vetoes.Select(veto => veto.Indicator)).Distinct();
        var changed = used.FirstOrDefault(id => !Same(state.Find(id), command.Catalogue.Indicators.FirstOrDefault(row => row.Id == id)));
        return changed is not null
            ? new IndicatorStillLinked(changed) { Field = "catalogue.indicators" }
            : Decision.Accept(new IndicatorCatalogueEntered(command.Catalogue, command.Reason, command.By, command.At));
    }

    public static Decision Decide(IndicatorWorkbook state, LinkIndicatorEvidence command)
    {
        if (Find(state, command.Indicator, command.Year, out var refused) is not { } indicator) return refused!;
        if (!InputReader.IsIdentifier(command.Reference)) return new IndicatorIdMalformed { Field = "reference" };
        var link = new IndicatorLink(
            command.Reference, command.Indicator, command.Year, command.Type, command.Sha256, command.Note, command.By.Organisation);
        if (state.Links.Contains(link)) return Decision.Nothing;
        if (state.Struck.Contains(link.Reference) || state.Links.Any(other => other.Reference == link.Reference))
            return new IndicatorReferenceTaken(link.Reference) { Field = "reference" };
        if (state.Links.Count + state.Struck.Count >= AgreementLimits.IndicatorLinks) return new IndicatorFull(AgreementLimits.IndicatorLinks);
        if (!indicator.EvidenceTypes.Contains(command.Type)) return new IndicatorEvidenceType(command.Type) { Field = "type" };
        if (!Sha256.Is(command.Sha256)) return new IndicatorHashMalformed { Field = "sha256" };
        return Texts.Are(command.Note)
            ? Decision.Accept(new IndicatorEvidenceLinked(link, command.By, command.At))
            : new IndicatorTextMalformed { Field = "note" };
    }

    public static Decision Decide(IndicatorWorkbook state, StrikeIndicatorEvidence command)
    {
        if (state.Links.FirstOrDefault(other => other.Reference == command.Reference) is not { } link) return new IndicatorLinkUnknown();
        if (link.Party != command.By.Organisation) return new IndicatorLinkForeign(link.Party);
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new IndicatorEvidenceStruck(command.Reference, command.Reason, command.By, command.At));
    }

    public static Decision Decide(IndicatorWorkbook state, RaiseIndicatorVeto command)
    {
        if (Find(state, command.Indicator, command.Year, out var refused) is not { } indicator) return refused!;
        if (indicator.Level1 != IndicatorLevel.Negative) return new IndicatorNotNegative { Field = "indicator" };
        if (!Texts.Are(command.Finding)) return new IndicatorTextMalformed { Field = "finding" };
        if (!Sha256.Is(command.Sha256)) return new IndicatorHashMalformed { Field = "sha256" };
        if (Standing(state, command.Indicator, command.Year) is { } there)
            return (there.Finding, there.Sha256) == (command.Finding, command.Sha256) ? Decision.Nothing : new IndicatorVetoStands();
        return Decision.Accept(new IndicatorVetoRaised(command.Indicator, command.Year, command.Finding, command.Sha256, command.By, command.At));
    }

    public static Decision Decide(IndicatorWorkbook state, LiftIndicatorVeto command)
    {
        if (Standing(state, command.Indicator, command.Year) is null) return new IndicatorVetoUnknown();
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new IndicatorVetoLifted(command.Indicator, command.Year, command.Reason, command.By, command.At));
    }

    public static IndicatorWorkbook Evolve(IndicatorWorkbook state, object fact) => fact switch
    {
        IndicatorCatalogueEntered f => state with { Catalogue = f.Catalogue },
        IndicatorEvidenceLinked f => state with { Links = [.. state.Links, f.Link] },
        IndicatorEvidenceStruck f => state with
        {
            Links = [.. state.Links.Where(link => link.Reference != f.Reference)], Struck = [.. state.Struck, f.Reference],
        },
        IndicatorVetoRaised f => state with { Vetoes = [.. state.Vetoes, new IndicatorVeto(f.Indicator, f.Year, f.Finding, f.Sha256, f.By, f.At)] },
        IndicatorVetoLifted f => state with { Vetoes = [.. state.Vetoes.Where(veto => veto.Indicator != f.Indicator || veto.Year != f.Year)] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an indicator workbook."),
    };

    private static IndicatorVeto? Standing(IndicatorWorkbook state, string indicator, int year) =>
        state.Vetoes.FirstOrDefault(veto => veto.Indicator == indicator && veto.Year == year);

    private static Indicator? Find(IndicatorWorkbook state, string indicator, int year, out Rejection? refused)
    {
        var found = state.Find(indicator);
        refused = state.Catalogue is null ? new IndicatorCatalogueMissing()
            : found is null ? new IndicatorUnknown(indicator) { Field = "indicator" }
            : year is < AgreementLimits.FirstYear or > AgreementLimits.LastYear ? new IndicatorYearOutOfRange { Field = "year" }
            : null;
        return refused is null ? found : null;
    }

    private static bool Same(Indicator? one, Indicator? other) => one is not null && other is not null
        && (one.Level1, one.Level2, one.Text) == (other.Level1, other.Level2, other.Text) && one.EvidenceTypes.SequenceEqual(other.EvidenceTypes);
}
