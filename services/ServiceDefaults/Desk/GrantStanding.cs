using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.ServiceDefaults.Desk;

/// <summary>Where a grant to read stands.</summary>
public enum GrantPhase
{
    None,
    Proposed,
    Issued,
    Ended,
}

/// <summary>
/// The rules by which a grant lets somebody read, the same in the service that keeps grants and in those that hear of them, and the
/// names of the streams in which both keep them.
/// </summary>
public static class GrantStanding
{
    /// <summary>Why a person may not read under a grant; null when he may.</summary>
    /// <param name="named">The case that he named, or null.</param>
    /// <param name="phase">Where his organisation's grant for it stands.</param>
    /// <param name="until">When it ends.</param>
    /// <param name="persons">Persons of the organisation who may; empty for all.</param>
    /// <param name="person">Who reads.</param>
    /// <param name="now">When.</param>
    public static Problem? Refusal(string? named, GrantPhase phase, DateTimeOffset until, IReadOnlyList<string> persons, string person, DateTimeOffset now)
    {
        if (named is null) return No("grant.case-missing", "Name the case for which you read: ?case=…", "请注明为哪一案件查阅：?case=…");
        if (phase == GrantPhase.None) return No("grant.none", "Your organisation has no grant for this case.", "贵单位没有此案件的授权。");
        if (phase == GrantPhase.Proposed) return No("grant.not-issued", "The grant waits for its second person.", "授权正在等待第二人签发。");
        if (phase == GrantPhase.Ended) return No("grant.revoked", "The grant was revoked.", "授权已撤销。");
        if (now >= until)
            return No("grant.expired", $"The grant ended at {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", $"授权已于 {until.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）终止。");
        return persons.Count > 0 && !persons.Contains(person, StringComparer.Ordinal)
            ? No("grant.other-person", "The grant names other persons of your organisation.", "授权列明的是贵单位的其他人员。") : null;
    }

    /// <summary>What is asked for concerns the whole consortium, and the grant is for a part.</summary>
    public static Problem OutOfScope() => No("grant.out-of-scope",
        "The grant is for a part of the consortium's records; this concerns all of them.", "授权仅限部分记录，而此项涉及全部记录。");

    /// <summary>Stream of the grant of an organisation for a case.</summary>
    public static Guid StreamOf(string tenant, string named, string reader) => StreamId.For(tenant, "grant", $"{named.Length}:{named}/{reader}");

    /// <summary>Stream of a consortium's rules of the desk.</summary>
    public static Guid RulesOf(string tenant) => StreamId.For(tenant, "desk-rules", "rules");

    private static Problem No(string code, string en, string zh) => new(403, code, new Text(en, zh));
}
