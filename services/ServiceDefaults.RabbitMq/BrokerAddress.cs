namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>Where the broker is: <c>amqp://user:password@host:port/vhost</c> (or <c>amqps</c>).</summary>
/// <param name="Value">The address; a secret, since it carries the password.</param>
internal sealed record BrokerAddress(string Value)
{
    public Uri Uri { get; } = new(Value);

    public override string ToString() => $"{Uri.Scheme}://{Uri.Host}:{Uri.Port}{Uri.AbsolutePath}";
}
