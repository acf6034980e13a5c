"""What several verbs share: pairs of actions, texts and signs of ours, and what GitHub says when it refuses."""
