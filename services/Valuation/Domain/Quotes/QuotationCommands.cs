using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Invite appraisers to quote; the members are those of <see cref="QuotesInvited"/>.</summary>
/// <param name="Reference">The consortium's own id.</param>
/// <param name="Case">The appraisal, as it stands.</param>
/// <param name="What">What is to be quoted.</param>
/// <param name="Rule">What becomes of the quotes.</param>
/// <param name="Least">Fewest that count.</param>
/// <param name="Invited">Persons on the panel.</param>
/// <param name="Window">When.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="Known">Panel and ties.</param>
/// <param name="By">Who invites.</param>
/// <param name="At">Time of receipt.</param>
public sealed record InviteQuotes(
    string Reference, Appraisal Case, Text What, QuoteRule Rule, int Least, IReadOnlyList<string> Invited, QuoteWindow Window,
    AdoptedAgreement? Agreement, KnownTies Known, Actor By, DateTimeOffset At);

/// <summary>Commit to a quote.</summary>
public sealed record CommitQuote(string Commitment, Actor By, DateTimeOffset At);

/// <summary>Reveal a quote.</summary>
public sealed record RevealQuote(Money Amount, string Nonce, Actor By, DateTimeOffset At);

/// <summary>Open the quotes.</summary>
/// <param name="Opened">What was revealed in the standing round.</param>
/// <param name="NewWindow">When to quote again should too few count; needed in the first round then.</param>
/// <param name="By">Who closes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record CloseQuotation(IReadOnlyList<RevealedQuote> Opened, QuoteWindow? NewWindow, Actor By, DateTimeOffset At);
