using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Something done against a risk.</summary>
/// <param name="Title">What.</param>
/// <param name="Owner">Party that answers for it.</param>
/// <param name="Strength">How well it works.</param>
public sealed record RiskControl(Text Title, string Owner, ControlStrength Strength);
