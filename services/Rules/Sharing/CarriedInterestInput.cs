namespace Ledger.Rules;

/// <summary>One party's costs that others pay for it until they have them back.</summary>
/// <param name="Carried">The party that does not pay.</param>
/// <param name="Carriers">Who pays for it: percent of its part, sum exactly 100. No carrier is itself carried.</param>
/// <param name="CostsBefore">What the carriers have paid for it so far.</param>
/// <param name="RecoveredBefore">What they have kept of its revenue so far.</param>
/// <param name="Penalty">At least 0: the carriers recover costs x (1 + penalty).</param>
public sealed record Carry(string Carried, IReadOnlyDictionary<string, Rational> Carriers, Money CostsBefore, Money RecoveredBefore, Rational Penalty);

/// <summary>Inputs of <see cref="CarriedInterest"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Interests">Percent per party, sum exactly 100.</param>
/// <param name="Carries">Each carried party once.</param>
/// <param name="Cost">Cost to bear; at least 0.</param>
/// <param name="Revenue">Revenue to share, after the cost; at least 0.</param>
public sealed record CarriedInterestInput(
    Currency Currency, IReadOnlyDictionary<string, Rational> Interests, IReadOnlyList<Carry> Carries, Money Cost, Money Revenue);

/// <summary>One carry after cost and revenue.</summary>
/// <param name="Carried">The carried party.</param>
/// <param name="InForce">False when it had been paid out before: the party bears its own cost again.</param>
/// <param name="Costs">Paid for it so far, this cost included.</param>
/// <param name="Recovered">Kept of its revenue so far, this revenue included.</param>
/// <param name="Outstanding">Still to recover, penalty included.</param>
public sealed record CarryFigures(string Carried, bool InForce, Money Costs, Money Recovered, Money Outstanding);

/// <summary>Figures of <see cref="CarriedInterest"/>.</summary>
/// <param name="CostInterests">Percent of cost each party bears while the carries are in force; exact, sum 100.</param>
/// <param name="Costs">Cost per party; sums to the cost.</param>
/// <param name="Revenues">Revenue per party; sums to the revenue.</param>
/// <param name="Carries">Each carry, in order.</param>
public sealed record CarriedInterestFigures(
    IReadOnlyDictionary<string, Rational> CostInterests,
    IReadOnlyDictionary<string, Money> Costs,
    IReadOnlyDictionary<string, Money> Revenues,
    IReadOnlyList<CarryFigures> Carries) : Figures;
