using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Three custodians took office.</summary>
/// <param name="Appointment">Number, from 1.</param>
/// <param name="Custodians">In the order of their places.</param>
/// <param name="By">Who appointed them.</param>
/// <param name="At">When.</param>
public sealed record CustodiansAppointed(int Appointment, IReadOnlyList<Custodian> Custodians, Actor By, DateTimeOffset At);
