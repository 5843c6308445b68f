using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>A contribution as Contributions shows it; what the demo needs of it.</summary>
public sealed record ContributionView(
    string Reference, string Party, ContributionKind Kind, string State, Money Claimed, Money? Accepted = null, AcceptedValueView? Value = null);

/// <summary>Where an accepted value comes from.</summary>
public sealed record AcceptedValueView(string Method);

/// <summary>A risk event as Risks shows it.</summary>
public sealed record RiskEventView(string Reference, string Category, AllocationView? Allocation = null);

/// <summary>Who bears a loss, with the whole calculation.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="Escalated">How what lies above all caps is borne; null when nothing was escalated.</param>
public sealed record AllocationView(Money Loss, MethodResult Result, EscalatedView? Escalated = null);

/// <summary>Who bears what lies above all caps, with the whole calculation.</summary>
public sealed record EscalatedView(MethodResult Result);

/// <summary>A run as Distribution shows it.</summary>
public sealed record RunView(
    Guid Id, Guid PoolId, string Stage, PoolView Pool, MovementView Reserve, IReadOnlyList<RunLineView> Lines, IReadOnlyList<TierFigures> Tiers);

/// <summary>The pool of a run.</summary>
public sealed record PoolView(string Reference, Money Amount);

/// <summary>The reserve from before to after a run.</summary>
public sealed record MovementView(Money Opening, Money Funded, Money Drawn, Money Closing);

/// <summary>What a party receives or owes by a run.</summary>
public sealed record RunLineView(string Party, Money Share, Money Received, Money Paid, Money Cash);

/// <summary>A statement (对账单): what one party gets from one pool, line by line.</summary>
public sealed record StatementView(
    string Party, StatementRunView Run, IReadOnlyList<StatementValueView> Contributions, Money AcceptedTotal, IReadOnlyList<StatementLineView> Lines,
    Money Share, IReadOnlyList<StatementLossView> LossesReceived, IReadOnlyList<StatementLossView> LossesPaid, Money Received, Money Paid, Money Cash);

/// <summary>The run and rule a statement rests on.</summary>
public sealed record StatementRunView(Guid RunId, string Stage, PoolView Pool, string Rule, int RuleVersion, string InputsHash);

/// <summary>A contribution that counts.</summary>
public sealed record StatementValueView(string Reference, Money Claimed, Money Accepted, string Method, int MethodVersion);

/// <summary>What one tier gives.</summary>
/// <param name="Line">Tier, key where there is one, and party: <c>residual/accepted-value/E1</c>.</param>
/// <param name="Name">What it is.</param>
/// <param name="Amount">What the party gets by it.</param>
/// <param name="Formula">The line with its numbers.</param>
public sealed record StatementLineView(string Line, Text Name, Money Amount, string? Formula = null);

/// <summary>A payment for a loss.</summary>
/// <param name="Reference">The risk event.</param>
/// <param name="Amount">What is paid.</param>
/// <param name="Other">The other side; null is the reserve.</param>
public sealed record StatementLossView(string Reference, Money Amount, string? Other = null);

/// <summary>The reserve of an agreement in a calendar year, as Risks shows it.</summary>
public sealed record ReserveYearView(string AgreementId, int Year, Money Funded, Money Drawn, Money? Closing = null);

/// <summary>Balances of all accounts of an agreement.</summary>
public sealed record TrialBalanceView(IReadOnlyList<AccountBalanceView> Accounts, IReadOnlyList<BookTotalView> Totals);

/// <summary>One account. The balance is debit less credit.</summary>
public sealed record AccountBalanceView(string Code, AccountView Account, Money Debit, Money Credit, Money Balance);

/// <summary>Whose account it is.</summary>
public sealed record AccountView(string Book, string Holder, string? Party = null);

/// <summary>Debits and credits of one book.</summary>
public sealed record BookTotalView(string Book, Money Debit, Money Credit, Money Difference);

/// <summary>How an event came about, from the audit log.</summary>
public sealed record TrailView(Guid Start, bool Complete, IReadOnlyList<TrailNodeView> Nodes, IReadOnlyList<TrailEdgeView> Edges);

/// <summary>An event of a trail.</summary>
public sealed record TrailNodeView(
    Guid Event, string State, long? Index = null, string? Type = null, string? Service = null, string? Person = null, string? Organisation = null,
    string? PayloadHash = null, JsonElement? Payload = null);

/// <summary>A connection of a trail; <c>hash</c> says whether the cited event is the logged one.</summary>
public sealed record TrailEdgeView(string Kind, Guid From, Guid To, string? Hash = null);
