using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What one sufferer lost.</summary>
public sealed record SuffererLoss(string Party, Money Amount);

/// <summary>An accepted value that counts in the key of an allocation.</summary>
/// <param name="Party">Who brought it in.</param>
/// <param name="Reference">The contributor's own reference.</param>
/// <param name="Value">Accepted value.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
public sealed record AcceptedBasis(string Party, string Reference, Money Value, Citation Source);

/// <summary>A payment to a sufferer.</summary>
/// <param name="Party">Who receives it.</param>
/// <param name="Payer">The paying party; null when the reserve pays.</param>
/// <param name="Amount">Above zero.</param>
public sealed record Payment(string Party, string? Payer, Money Amount);

/// <summary>A part of the loss that a sufferer bears itself.</summary>
/// <param name="Party">The sufferer.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Reason">Retention, its own share, or because every party is at its cap.</param>
public sealed record KeptLoss(string Party, Money Amount, BearingReason Reason);

/// <summary>The reserve draw that an allocation made, numbered within its agreement and year.</summary>
public sealed record DrawNumber(int Year, int No, Money Amount);

/// <summary>What an allocation was computed from beside the agreement, for whoever computes it again under other terms.</summary>
/// <param name="Sufferers">Who suffered it, by weight.</param>
/// <param name="ReserveLeft">What the reserve could still pay in the period.</param>
/// <param name="Accepted">Accepted value per party; null when the agreement reads none.</param>
/// <param name="Fault">Who was at fault; null for nobody.</param>
public sealed record AllocationInputs(
    IReadOnlyDictionary<string, Rational> Sufferers, Money ReserveLeft, IReadOnlyDictionary<string, Money>? Accepted, FaultOf? Fault = null);

/// <summary>Money that goes from one to another; null is the reserve.</summary>
/// <param name="From">Who pays.</param>
/// <param name="To">Who receives.</param>
/// <param name="Amount">Above zero.</param>
public sealed record Transfer(string? From, string? To, Money Amount)
{
    /// <summary>The same money back.</summary>
    public Transfer Back() => new(To, From, Amount);
}
