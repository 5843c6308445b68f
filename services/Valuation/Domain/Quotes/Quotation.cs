using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Where a quotation stands.</summary>
public enum QuotationState
{
    /// <summary>Nobody was invited.</summary>
    None,

    /// <summary>Quotes are committed, then revealed, by the windows of the round.</summary>
    Open,

    /// <summary>Enough quotes were opened.</summary>
    Closed,

    /// <summary>Too few, twice.</summary>
    Failed,
}

/// <summary>An invited appraiser.</summary>
/// <param name="Person">On the panel, without a conflict with the contributor when invited.</param>
/// <param name="Organisation">His.</param>
public sealed record Invitee(string Person, string Organisation);

/// <summary>The two windows of a round: commit up to and including one moment, then reveal up to and including the other.</summary>
public sealed record QuoteWindow(DateTimeOffset CommitUntil, DateTimeOffset RevealUntil);

/// <summary>A sealed quote: what it comes to lies outside this state until the quotation is closed.</summary>
/// <param name="Person">Who quoted.</param>
/// <param name="Commitment">See <see cref="Commitments.ToQuote"/>.</param>
/// <param name="CommittedAt">When.</param>
/// <param name="Revealed">Whether amount and nonce that fit it were received in time.</param>
public sealed record SealedQuote(string Person, string Commitment, DateTimeOffset CommittedAt, bool Revealed);

/// <summary>A reveal that does not count, as it was received.</summary>
/// <param name="Round">Which round.</param>
/// <param name="Person">Whose.</param>
/// <param name="Commitment">Hash of what was revealed.</param>
/// <param name="Code">Why: <c>quote.reveal-late</c>, <c>.reveal-duplicate</c>, <c>.reveal-mismatch</c>.</param>
/// <param name="At">When.</param>
public sealed record VoidReveal(int Round, string Person, string Commitment, string Code, DateTimeOffset At);

/// <summary>Sealed quotes (密封报价) for one appraisal, asked of several appraisers at once.</summary>
public sealed record Quotation
{
    public Guid Id { get; init; }

    public QuotationState State { get; init; }

    public string Reference { get; init; } = "";

    /// <summary>The case; its id is part of every commitment.</summary>
    public Guid Appraisal { get; init; }

    /// <summary>The contributor, who sees nothing before the reveal ended.</summary>
    public string Party { get; init; } = "";

    /// <summary>What is to be quoted.</summary>
    public Text What { get; init; } = new("", "");

    public Currency? Currency { get; init; }

    /// <summary>The day for which the price is asked: the valuation date.</summary>
    public DateOnly AsOf { get; init; }

    public QuoteRule Rule { get; init; }

    /// <summary>Fewest quotes that count.</summary>
    public int Least { get; init; }

    public IReadOnlyList<Invitee> Invited { get; init; } = [];

    /// <summary>1, or 2 after it was reopened.</summary>
    public int Round { get; init; }

    public QuoteWindow? Window { get; init; }

    /// <summary>Of the standing round.</summary>
    public IReadOnlyList<SealedQuote> Quotes { get; init; } = [];

    public IReadOnlyList<VoidReveal> Voids { get; init; } = [];

    /// <summary>The opening, with every amount and nonce; null before it is closed.</summary>
    public MethodResult? Result { get; init; }

    public static Quotation None(Guid id) => new() { Id = id };

    /// <summary>The standing quote of a person, or null.</summary>
    public SealedQuote? QuoteOf(string person) => Quotes.FirstOrDefault(quote => quote.Person == person);

    /// <summary>Whether quotes may be shown to the contributor.</summary>
    public bool RevealEnded(DateTimeOffset now) => State != QuotationState.Open || now > Window!.RevealUntil;
}
