using Ledger.Transparency.Witnesses;

namespace Ledger.Witness;

/// <summary>Every limit of a witness, in one place. Each has a test that goes past it.</summary>
public static class WitnessLimits
{
    /// <summary>Largest request, bytes; a larger one is answered 400.</summary>
    public const int RequestBytes = AddCheckpoint.MaxBytes;

    /// <summary>Logs that one witness watches.</summary>
    public const int Logs = 256;

    /// <summary>Connections at a time: each log sends one request after the other.</summary>
    public const int Connections = 100;

    /// <summary>Largest memory file, bytes.</summary>
    public const int MemoryBytes = 1 << 20;
}
