namespace Ledger.Rules;

/// <summary>What a value of a key looks like in the document.</summary>
public enum ProfileShape
{
    /// <summary>An exact number between 0 and 1, as a string.</summary>
    Share,

    /// <summary>An exact number of at least 0, as a string.</summary>
    Multiple,

    /// <summary>An amount of at least 0 in the profile's currency, as a string.</summary>
    Amount,

    /// <summary>A whole number within the key's bounds.</summary>
    Count,

    /// <summary>As <see cref="Count"/>, or null: without end.</summary>
    CountOrEndless,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>One of the key's words.</summary>
    Choice,

    /// <summary>An identifier.</summary>
    Identifier,

    /// <summary>A list of identifiers.</summary>
    Identifiers,

    /// <summary>A sentence in both languages.</summary>
    Words,
}

/// <summary>Which of two values is the tighter one: an override may go that way without being allowed to.</summary>
public enum Tightening
{
    /// <summary>Only the same value; any other needs <c>mayRelax</c>.</summary>
    Equal,

    /// <summary>The smaller number; no end is the largest.</summary>
    Smaller,

    /// <summary>The larger number; no end is the largest.</summary>
    Larger,

    /// <summary>A list that holds no entry the other has not.</summary>
    Subset,

    /// <summary>The word that stands later in the key's list.</summary>
    LaterWord,

    /// <summary>true.</summary>
    Yes,

    /// <summary>false.</summary>
    No,
}

/// <summary>What stands for the star in the name of a key.</summary>
public enum ProfileStar
{
    /// <summary>The key has no star.</summary>
    None,

    /// <summary>Any identifier that the authority chooses: a class of records, a category, a function.</summary>
    Identifier,

    /// <summary>A kind of contribution.</summary>
    ContributionKind,
}

/// <summary>A key of a profile: its shape, its bounds, and which way is tighter.</summary>
/// <param name="Name">"taxCredit.rate"; a star stands for one further name: "retentionYears.*".</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Tighter">Which of two values is tighter.</param>
/// <param name="Meaning">What it says, with its unit.</param>
public sealed record ProfileKey(string Name, ProfileShape Shape, Tightening Tighter, Text Meaning)
{
    /// <summary>What the star stands for.</summary>
    public ProfileStar Star { get; init; }

    /// <summary>The words of a choice, from the loosest to the tightest where the key has an order.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Least whole number.</summary>
    public int Least { get; init; }

    /// <summary>Largest whole number.</summary>
    public int Most { get; init; } = RuleLimits.TermMonths;

    /// <summary>The name that stands for the star when this is the key of <paramref name="name"/>; "" for a key without star; null when it is another's.</summary>
    public string? Match(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Star == ProfileStar.None) return name == Name ? "" : null;
        var at = Name.IndexOf('*', StringComparison.Ordinal);
        var (head, tail) = (Name[..at], Name[(at + 1)..]);
        if (name.Length <= head.Length + tail.Length || !name.StartsWith(head, StringComparison.Ordinal) || !name.EndsWith(tail, StringComparison.Ordinal)) return null;
        var inner = name[head.Length..^tail.Length];
        var known = Star == ProfileStar.ContributionKind ? KebabCase.Find<ContributionKind>(inner) is not null : InputReader.IsIdentifier(inner);
        return known ? inner : null;
    }
}
