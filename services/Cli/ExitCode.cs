namespace Ledger.Cli;

/// <summary>What the process answers to its caller.</summary>
public static class ExitCode
{
    /// <summary>Done, and every expected figure was met.</summary>
    public const int Success = 0;

    /// <summary>Calculated, but a figure differs from what was expected.</summary>
    public const int Differs = 1;

    /// <summary>The input cannot be used: no such file, malformed, refused by a rule, or the command line is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>The running system did not do what was asked: no answer, no sign-in, or a service refused a step.</summary>
    public const int Failed = 3;

    /// <summary>Stopped by Ctrl+C.</summary>
    public const int Stopped = 130;
}
