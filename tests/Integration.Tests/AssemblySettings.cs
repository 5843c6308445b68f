// One test at a time: they share one broker, two cores, and some of them kill connections.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
