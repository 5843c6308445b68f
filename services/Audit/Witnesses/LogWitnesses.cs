using System.Text;
using Ledger.Audit.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Audit.Witnesses;

/// <summary>A witness that checkpoints are sent to.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Key">What verifies its cosignatures.</param>
/// <param name="Address">Where it takes them: <c>add-checkpoint</c> below the address of the policy.</param>
public sealed record LogWitness(string Name, VerifierKey Key, Uri Address);

/// <summary>Who witnesses this log, and how many of them are enough: the policy that its readers are offered.</summary>
public sealed class LogWitnesses
{
    private const string Nobody = "# The operator's signature only: add witness lines and a quorum of organisations you trust.\nquorum none\n";

    private LogWitnesses(string text, WitnessPolicy policy, IReadOnlyList<LogWitness> reachable) => (Text, Policy, Reachable) = (text, policy, reachable);

    /// <summary>The policy file with the keys of this log.</summary>
    public string Text { get; }

    /// <summary>The policy.</summary>
    public WitnessPolicy Policy { get; }

    /// <summary>The witnesses whose address the policy says.</summary>
    public IReadOnlyList<LogWitness> Reachable { get; }

    /// <summary>Reads <c>Log:WitnessFile</c>: witness, group and quorum lines of a C2SP tlog-policy, without the log's own.</summary>
    /// <param name="configuration">The settings; without the file nobody witnesses.</param>
    /// <param name="keys">The keys that sign this log; null where it is not signed.</param>
    /// <exception cref="InvalidOperationException">The file cannot be used.</exception>
    public static LogWitnesses Open(IConfiguration configuration, SigningKeys? keys)
    {
        var file = configuration["Log:WitnessFile"];
        var own = keys?.All ?? [];
        var logs = string.Concat(own.Select(key => $"log {key.Public}\n"));
        try
        {
            var text = logs + (string.IsNullOrEmpty(file) ? Nobody : File.ReadAllText(file, Encoding.UTF8));
            var policy = WitnessPolicy.Parse(text);
            if (policy.Logs.Count != own.Count) throw new FormatException("It names logs; the log's own keys are put in here.");
            return new LogWitnesses(text, policy, [.. policy.Witnesses.Where(witness => witness.Address is not null).Select(Reached)]);
        }
        catch (Exception refused) when (refused is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Log:WitnessFile {file} cannot be used: {refused.Message}", refused);
        }
    }

    private static LogWitness Reached(NamedWitness witness) =>
        Uri.TryCreate(witness.Address!.TrimEnd('/') + "/add-checkpoint", UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? new LogWitness(witness.Name, witness.Key, address)
            : throw new FormatException($"The address of {witness.Name} is none of http or https.");
}
