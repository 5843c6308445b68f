namespace Ledger.Witness;

/// <summary>The witness does not start: a setting is wrong, or its memory cannot be trusted. The message says what to do.</summary>
public sealed class WitnessRefusedException(string message, Exception? inner = null) : Exception(message, inner);
