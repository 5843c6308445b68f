using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What a strike of a risk costs: least, most likely, most.</summary>
public sealed record Exposure(Money Least, Money Likely, Money Most);
