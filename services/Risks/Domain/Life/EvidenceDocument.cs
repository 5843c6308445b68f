using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>A document that shows that, or how, the risk struck.</summary>
/// <param name="Item">Which evidence of the agreement it is; null when the agreement names none.</param>
/// <param name="Reference">The bringer's own reference.</param>
/// <param name="Title">What it is.</param>
/// <param name="Sha256">Of the document, lower-case hex: the document itself stays where it is kept.</param>
/// <param name="IssuedOn">Its date.</param>
public sealed record EvidenceDocument(string? Item, string Reference, Text Title, string Sha256, DateOnly IssuedOn);
