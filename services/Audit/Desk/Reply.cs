namespace Ledger.Audit.Desk;

/// <summary>What a reader is answered.</summary>
/// <param name="Body">JSON is made of it; bytes and texts are sent as they are.</param>
/// <param name="Count">Entries, nodes or lines in it.</param>
/// <param name="ContentType">Of bytes and texts.</param>
/// <param name="FileName">When it is a file.</param>
internal sealed record Reply(object Body, int Count, string ContentType = "application/json", string? FileName = null);
