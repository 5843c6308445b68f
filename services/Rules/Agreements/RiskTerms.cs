namespace Ledger.Rules;

/// <summary>What becomes of a loss that was told after the notice days: it is shared less, day by day.</summary>
/// <param name="ReducePerDay">Share of the loss that is no longer shared, for each day late; above 0, at most 1.</param>
/// <param name="Most">The most that lateness takes away; above 0, at most 1.</param>
public sealed record LateNotice(Rational ReducePerDay, Rational Most);

/// <summary>A piece of evidence that a category asks for.</summary>
/// <param name="Id">Unique in the category: "mes-log".</param>
/// <param name="Title">What it is.</param>
public sealed record RequiredEvidence(string Id, Text Title);

/// <summary>Who must decide who bears a loss, beyond one person who neither reported nor measured it.</summary>
/// <param name="DualAbove">Losses above it need two approvers of different parties; null: one is enough.</param>
/// <param name="OtherParty">Whether an approver must be of another party than whoever measured.</param>
public sealed record LossApproval(Money? DualAbove, bool OtherParty);

/// <summary>Reads the optional parts of an agreement's shared risks.</summary>
internal static class RiskTermsReader
{
    /// <summary>The notice clock, exposure and evidence of a category.</summary>
    public static RiskCategory Complete(InputReader entry, RiskCategory category, Currency? currency)
    {
        var days = entry.Has("noticeDays") ? entry.Integer("noticeDays", 1, RuleLimits.TermDays) : null;
        var late = ReadLate(entry);
        if (late is not null && days is null) entry.Reject(Problems.Missing(entry.Of("noticeDays")));
        var limit = entry.Has("exposureLimit") ? entry.PositiveAmount("exposureLimit", currency) : null;
        var over = entry.Has("overExposure") ? entry.OneOf<OverExposure>("overExposure") : null;
        if (over is not null && limit is null) entry.Reject(Problems.Missing(entry.Of("exposureLimit")));
        return category with { NoticeDays = days, LateNotice = late, ExposureLimit = limit, OverExposure = over ?? OverExposure.Refuse, Required = ReadRequired(entry) };
    }

    /// <summary>Who approves.</summary>
    public static LossApproval? Approval(InputReader allocation, Currency? currency)
    {
        if (allocation.OptionalObject("approval") is not { } reader) return null;
        var dual = reader.Has("dualAbove") ? reader.Amount("dualAbove", currency) : null;
        var other = reader.Has("otherParty") ? reader.Boolean("otherParty") : false;
        reader.Close();
        return new LossApproval(dual, other ?? false);
    }

    /// <summary>The mutual rule, between parties of the agreement.</summary>
    public static MutualTerms? Mutual(InputReader entry, IReadOnlySet<string> parties)
    {
        var terms = MutualTerms.Optional(entry);
        foreach (var member in terms?.Members.Where(member => !parties.Contains(member)) ?? [])
            entry.Reject(Problems.UnknownParty($"{entry.Of("mutual")}.{member}", member));
        return terms;
    }

    /// <summary>Categories whose losses an insurance covers; they must be of the agreement.</summary>
    public static IReadOnlyList<string> Covered(InputReader entry, IReadOnlyList<RiskCategory> categories)
    {
        var covered = entry.OptionalIdentifiers("categories", RuleLimits.AgreementList);
        for (var i = 0; i < covered.Count; i++)
        {
            if (!categories.Any(category => category.Id == covered[i]))
                entry.Reject(Problems.UnknownValue(JsonPath.Item(entry.Of("categories"), i), covered[i], categories.Select(category => category.Id)));
        }

        return covered;
    }

    private static LateNotice? ReadLate(InputReader entry)
    {
        if (entry.OptionalObject("lateNotice") is not { } reader) return null;
        var perDay = Part(reader, "reducePerDay");
        var most = Part(reader, "most");
        reader.Close();
        return perDay is { } each && most is { } all ? new LateNotice(each, all) : null;
    }

    private static Rational? Part(InputReader reader, string name)
    {
        if (reader.Positive(name) is not { } part) return null;
        if (part <= Rational.One) return part;
        reader.Reject(Problems.OutOfRange(reader.Of(name), part.ToString(), "0", "1"));
        return null;
    }

    private static List<RequiredEvidence> ReadRequired(InputReader entry)
    {
        var items = new List<RequiredEvidence>();
        foreach (var item in entry.OptionalObjects("required", RuleLimits.AgreementList))
        {
            var id = item.Identifier("id");
            var title = item.Text("title");
            item.Close();
            if (id is null || title is null) continue;
            if (items.Exists(other => other.Id == id)) item.Reject(Problems.Duplicate(item.Of("id"), id));
            else items.Add(new RequiredEvidence(id, title));
        }

        return items;
    }
}
