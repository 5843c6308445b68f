using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// How long each class of records is kept: what the agreement states and what its region policy profile asks, of both the longer.
/// </summary>
public sealed class RetentionClasses
{
    private readonly Dictionary<string, int?> years = new(StringComparer.Ordinal);

    private RetentionClasses(IReadOnlyDictionary<string, int> agreed, IReadOnlyDictionary<string, int?> demanded)
    {
        Agreed = [.. agreed.Keys];
        foreach (var (name, count) in agreed) years[name] = count;
        foreach (var (name, count) in demanded)
            years[name] = years.TryGetValue(name, out var stated) ? count is null ? null : Math.Max(stated!.Value, count.Value) : count;
    }

    /// <summary>No class at all: everything is kept.</summary>
    public static RetentionClasses None { get; } = new(new Dictionary<string, int>(), new Dictionary<string, int?>());

    /// <summary>Classes that the agreement itself states.</summary>
    public IReadOnlyCollection<string> Agreed { get; }

    /// <summary>Every class, of the agreement or of its profile.</summary>
    public IEnumerable<string> Names => years.Keys;

    /// <summary>Fewest years of any class; null when no class has an end.</summary>
    public int? Fewest => years.Values.Min();

    /// <param name="agreement">The agreement on the day, or null.</param>
    /// <param name="profile">The profile under which it stands, or null.</param>
    public static RetentionClasses Of(AgreementDocument? agreement, EffectiveProfile? profile) => agreement is null
        ? None
        : new RetentionClasses(agreement.Terms.Retention, profile?.RetentionYears() ?? new Dictionary<string, int?>());

    /// <summary>Classes as an agreement without a profile states them.</summary>
    public static RetentionClasses Stated(IReadOnlyDictionary<string, int> agreed) => new(agreed, new Dictionary<string, int?>());

    /// <summary>Whether there is such a class.</summary>
    public bool Contains(string name) => years.ContainsKey(name);

    /// <summary>Of classes that there are, the one that keeps longest; its years are null when it has no end.</summary>
    public (string Class, int? Years)? Longest(IEnumerable<string> names) => names.Where(Contains)
        .Select(name => ((string, int?)?)(name, years[name])).MaxBy(found => found!.Value.Item2 ?? int.MaxValue);
}
