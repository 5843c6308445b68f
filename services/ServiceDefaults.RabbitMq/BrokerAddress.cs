namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>Where the broker is: <c>amqp://user:password@host:port/vhost</c> (or <c>amqps</c>).</summary>
/// <param name="Value">The address; a secret, since it carries the password.</param>
internal sealed record BrokerAddress(string Value)
{
    public Uri Uri { get; } = new(Value);

    /// <summary>The account: what the broker vouches for when a message names its publisher. AMQP's own is <c>guest</c>.</summary>
    public string Account => Uri.UserInfo.Split(':')[0] is { Length: > 0 } user ? Uri.UnescapeDataString(user) : "guest";

    public override string ToString() => $"{Uri.Scheme}://{Uri.Host}:{Uri.Port}{Uri.AbsolutePath}";
}
