namespace Ledger.Contracts;

/// <summary>
/// Marks a contract: a fact that one service tells the others. <see cref="Name"/> and <see cref="Version"/> make the topic
/// (<c>contributions.contribution-verified.v1</c>), which is the exchange at the broker and never changes. Inside a version
/// members may only be added; a break is a new version published beside the old one.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class IntegrationEventAttribute(string name, int version) : Attribute
{
    /// <summary>Publishing service and fact: <c>service.fact-in-kebab-case</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Contract version, from 1.</summary>
    public int Version { get; } = version;

    /// <summary>Name of the exchange: name, dot, <c>v</c>, version.</summary>
    public string Topic => $"{Name}.v{Version}";

    /// <summary>The topic of a contract type.</summary>
    /// <exception cref="ArgumentException">The type is not a contract.</exception>
    public static string TopicOf(Type contract) =>
        (GetCustomAttribute(contract, typeof(IntegrationEventAttribute)) as IntegrationEventAttribute)?.Topic
        ?? throw new ArgumentException($"{contract} carries no IntegrationEvent attribute.", nameof(contract));
}
