using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A piece of market evidence entered the consortium's register.</summary>
/// <param name="Said">What is said of it.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">Recorded time.</param>
public sealed record MarketEvidenceRegistered(EvidenceParticulars Said, Actor By, DateTimeOffset At);

/// <summary>It is no longer to be used; it stays readable, and so do the values that rest on it.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ReplacedBy">Reference of the item that corrects it, or null.</param>
/// <param name="By">Who withdrew it.</param>
/// <param name="At">Recorded time.</param>
public sealed record MarketEvidenceWithdrawn(Text Reason, string? ReplacedBy, Actor By, DateTimeOffset At);

/// <summary>A file of evidence was imported; every row is an item of its own, registered in the same transaction.</summary>
/// <param name="Sha256">Of the file, lower-case hex.</param>
/// <param name="Rows">How many items.</param>
/// <param name="By">Who imported it.</param>
/// <param name="At">Recorded time.</param>
public sealed record MarketEvidenceImported(string Sha256, int Rows, Actor By, DateTimeOffset At);
