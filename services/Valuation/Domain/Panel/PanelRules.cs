using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What every entry of a panel must satisfy.</summary>
internal static class PanelRules
{
    /// <summary>Null when a reason is given at bearable length.</summary>
    public static Rejection? Broken(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > ValuationLimits.Reason ? new ReasonMissing { Field = "reason" } : null;

    /// <summary>Null when qualifications name known valuation methods and ordered days.</summary>
    public static Rejection? Broken(IReadOnlyList<Qualification> qualifications)
    {
        if (qualifications.Count is 0 or > ValuationLimits.Qualifications) return new QualificationMissing { Field = "qualifications" };
        for (var i = 0; i < qualifications.Count; i++)
        {
            var (here, one) = (JsonPath.Item("qualifications", i), qualifications[i]);
            if (one.Methods.Count is 0 or > ValuationLimits.Qualifications) return new QualificationMissing { Field = $"{here}.methods" };
            for (var j = 0; j < one.Methods.Count; j++)
            {
                if (!MethodCatalogue.IsKnown(one.Methods[j], MethodPurpose.Valuation))
                    return new QualificationMethodUnknown(Shown(one.Methods[j])) { Field = JsonPath.Item($"{here}.methods", j) };
            }

            if (one.To < one.From) return new PanelDaysNotOrdered(one.From, one.To) { Field = $"{here}.to" };
        }

        return null;
    }

    /// <summary>Null when a tie is stated whole.</summary>
    public static Rejection? Broken(DeclareTie tie)
    {
        if (!InputReader.IsIdentifier(tie.Organisation)) return new OrganisationMalformed { Field = "organisation" };
        if (tie.LastDay is { } last && last < tie.From) return new PanelDaysNotOrdered(tie.From, last) { Field = "lastDay" };
        var counted = tie.Kind is TieKind.Ownership or TieKind.Income;
        var fits = counted ? tie.Share is { Sign: > 0 } share && share <= 1 : tie.Share is null;
        if (!fits) return new TieShareMissing { Field = "share" };
        return Commitments.IsHash(tie.Evidence) ? null : new EvidenceHashMalformed { Field = "evidence" };
    }

    public static bool Same(IReadOnlyList<Qualification> one, IReadOnlyList<Qualification> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Says(pair.Second));

    private static string Shown(string method) => method.Length <= 60 ? method : method[..57] + "...";
}
