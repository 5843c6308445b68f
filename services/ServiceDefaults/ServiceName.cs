namespace Ledger.ServiceDefaults;

/// <summary>Name of this service: source of its facts, prefix of its queues.</summary>
/// <param name="Value">Lower case, for example <c>contributions</c>.</param>
public sealed record ServiceName(string Value);
